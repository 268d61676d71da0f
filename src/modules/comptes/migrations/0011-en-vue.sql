-- The home page shows these first, however many organisations there are.
create index organisations_en_vue on organisations (slug) where theme is not null;
