"""查进度: who has a receipt sees how far it got, without an account."""
