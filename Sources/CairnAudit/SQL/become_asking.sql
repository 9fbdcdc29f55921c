-- No superuser asks: whoever is one becomes a role that may do nothing but read.
SELECT set_config('role', 'cairn_asking', false)
FROM pg_roles r
WHERE r.rolname = current_user AND (r.rolsuper OR r.rolbypassrls)
