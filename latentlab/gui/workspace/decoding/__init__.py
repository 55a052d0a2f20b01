"""What the decoder panel and the pictures beside it show, computed only while somebody looks."""
