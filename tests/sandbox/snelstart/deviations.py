"""Where the twin leaves the vendor's document, and why: the one table that every test against the document reads."""

DEVIATIONS = {
    "POST /documenten/{documenttype}": "201 was measured, the document says 200",
    "GET /verkoopfacturen/{id}/ubl": "XML, as the vendor's own client reads it; the document has a placeholder",
    "GET /echo/{input}": "the input as a string; the document has a placeholder object",
}
