"""Each module takes one protection away from the workers of the zygote that imports it."""
