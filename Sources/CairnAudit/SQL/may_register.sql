-- Whether this login is the owner's, who says which texts are a program's.
SELECT pg_has_role('cairn_owner', 'USAGE')
