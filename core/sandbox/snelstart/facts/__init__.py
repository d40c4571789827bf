"""Names, types, limits and enums of the API as text tables: facts of the published document, without its prose."""
