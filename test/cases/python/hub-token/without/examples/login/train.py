from trl import SFTConfig

args = SFTConfig("outputs", push_to_hub=True)
