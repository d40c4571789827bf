"""The query options of OData v3 that the service documents: a grammar, a type check and an evaluator of its own."""
