"""Makes transforms.npz with torchvision 0.14: python3 make_transforms.py"""
import numpy as np
import torch
import torchvision.transforms.functional as F
from torchvision.transforms import InterpolationMode

torch.manual_seed(1)
images = torch.rand(2, 3, 6, 8)
images[0, :, 0, 0] = 0.25  # a grey pixel has no hue
images[0, :, 0, 1] = torch.tensor([1.0, 0.5, 1.0])  # two channels are largest
greys = torch.rand(2, 1, 6, 8)
made = {"images": images * 2 - 1, "greys": greys * 2 - 1}


def each(change, batch):
    return torch.stack([change(image) for image in batch]) * 2 - 1


for name, (angle, scale, right, down, shear) in {
    "turned": (30, 1, 0, 0, [0, 0]),
    "scaled": (0, 1.3, 0, 0, [0, 0]),
    "shifted": (0, 1, 0.25, -1 / 6, [0, 0]),
    "sheared": (0, 1, 0, 0, [20, -10]),
    "all": (-75, 0.8, 0.125, 1 / 6, [15, 25]),
}.items():
    made[f"affine_{name}"] = each(
        lambda x: F.affine(x, angle, [round(right * 8), round(down * 6)], scale, shear, InterpolationMode.BILINEAR), images)

colors = {
    "darker": lambda x: F.adjust_brightness(x, 0.6),
    "brighter": lambda x: F.adjust_brightness(x, 1.7),
    "flatter": lambda x: F.adjust_contrast(x, 0.3),
    "harder": lambda x: F.adjust_contrast(x, 2.5),
    "paler": lambda x: F.adjust_saturation(x, 0.2),
    "richer": lambda x: F.adjust_saturation(x, 3),
    "turned_back": lambda x: F.adjust_hue(x, -0.3),
    "turned_on": lambda x: F.adjust_hue(x, 0.45),
}
for name, change in colors.items():
    made[f"color_{name}"] = each(change, images)
    made[f"grey_{name}"] = each(change, greys)
made["color_all"] = each(
    lambda x: F.adjust_hue(F.adjust_saturation(F.adjust_contrast(F.adjust_brightness(x, 1.2), 0.8), 1.5), 0.1), images)

np.savez_compressed("transforms.npz", **{name: value.numpy() for name, value in made.items()})
