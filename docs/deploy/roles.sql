-- The role of the public process: it reads what pages show, and adds what readers send.
-- A table that is not named here cannot be read: accounts, logins, second factors, withheld
-- words, imports and intakes among them. Run it as the owner of the tables, after every upgrade:
--   psql --set ON_ERROR_STOP=1 --file docs/deploy/roles.sql archive
-- Before the first time, as a superuser:
--   CREATE ROLE archive_public LOGIN;
--   ALTER ROLE archive_public SET statement_timeout = '30s';
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM archive_public;
GRANT USAGE ON SCHEMA public TO archive_public;
GRANT SELECT ON
    django_migrations,
    archive_article, archive_author, archive_capture, archive_citation, archive_correction,
    archive_derivation, archive_entry, archive_entryregion, archive_entryrelation, archive_event,
    archive_evidence, archive_linkcheck, archive_passage, archive_photo,
    archive_placement, archive_source, archive_tagging,
    archive_formercode, archive_formerword, archive_outlet, archive_region,
    archive_regionname, archive_nameform, archive_tag, archive_tag_related, archive_taglabel,
    archive_narrative, archive_narrativerevision, archive_narrativestep,
    archive_revision, archive_logcheckpoint, archive_logleaf, archive_logtile,
    archive_timestamp,
    archive_outboxrow,
    archive_basket, archive_batch, archive_batchquery, archive_errorreport
    TO archive_public;

-- What readers send: reports of errors, long baskets, batches of searches.
GRANT INSERT ON archive_errorreport, archive_basket, archive_batch, archive_batchquery
    TO archive_public;
GRANT DELETE ON archive_batch, archive_batchquery TO archive_public;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO archive_public;
