// Receipt
