-- The role of the public process: it reads what pages show, and adds what readers send.
-- Run it as the owner of the tables, after every upgrade that adds tables:
--   psql --set ON_ERROR_STOP=1 --file docs/deploy/roles.sql archive
-- Before the first time, as a superuser: CREATE ROLE archive_public LOGIN;
GRANT USAGE ON SCHEMA public TO archive_public;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO archive_public;

-- Accounts, logins, withheld words and imports are the desk's.
REVOKE ALL ON django_session, django_admin_log, archive_user, archive_user_groups,
    archive_user_user_permissions, auth_group, auth_group_permissions, auth_permission,
    archive_redaction, archive_sealedtext, archive_importrun, archive_importrun_entries,
    archive_importedfile FROM archive_public;

-- What readers send: reports of errors, long baskets, batches of searches.
GRANT INSERT ON archive_errorreport, archive_basket, archive_batch, archive_batchquery
    TO archive_public;
GRANT DELETE ON archive_batch, archive_batchquery TO archive_public;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO archive_public;
ALTER ROLE archive_public SET statement_timeout = '30s';
