"""How things look: style, canvas, marks, text. No numbers of their own."""
