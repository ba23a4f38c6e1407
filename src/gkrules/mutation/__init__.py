"""Small changes of rules, and whether the rules' inline examples notice them."""
