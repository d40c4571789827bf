"""The business rules, a module a resource: what the service fills in, refuses and gives out."""
