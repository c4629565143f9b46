"""Messages without a platform: what a card is made of, and the cards for everything we say."""
