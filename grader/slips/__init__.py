"""Which slips, such as all beginners make, does a source show?"""
