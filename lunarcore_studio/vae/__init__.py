"""Level 1: the LunarCore network and its training, in torch. Any one thread at a time owns a model."""
