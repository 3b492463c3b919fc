from hypothesis import settings

settings.register_profile("loredesk", deadline=None, max_examples=60)
settings.load_profile("loredesk")
