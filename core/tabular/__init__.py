"""Tables as people keep them: a text with columns or an Excel workbook, read row by row. What a column means is not known here."""
