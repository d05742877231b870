namespace Gan.Data;

/// <summary>Which of its two labels a CIFAR-100 image goes by.</summary>
public enum Cifar100Labels
{
    /// <summary>One of 100 classes, such as "maple_tree".</summary>
    Fine,

    /// <summary>One of 20 groups of five classes each, such as "trees".</summary>
    Coarse,
}

/// <summary>CIFAR-100: photographs of a hundred kinds of things, 32 × 32 in colour (Krizhevsky, "Learning multiple
/// layers of features from tiny images", 2009), from the binary version.</summary>
public static class Cifar100
{
    /// <summary>What the fine labels 0 to 99 mean.</summary>
    public static IReadOnlyList<string> FineNames { get; } =
    [
        "apple",
        "aquarium_fish",
        "baby",
        "bear",
        "beaver",
        "bed",
        "bee",
        "beetle",
        "bicycle",
        "bottle",
        "bowl",
        "boy",
        "bridge",
        "bus",
        "butterfly",
        "camel",
        "can",
        "castle",
        "caterpillar",
        "cattle",
        "chair",
        "chimpanzee",
        "clock",
        "cloud",
        "cockroach",
        "couch",
        "crab",
        "crocodile",
        "cup",
        "dinosaur",
        "dolphin",
        "elephant",
        "flatfish",
        "forest",
        "fox",
        "girl",
        "hamster",
        "house",
        "kangaroo",
        "keyboard",
        "lamp",
        "lawn_mower",
        "leopard",
        "lion",
        "lizard",
        "lobster",
        "man",
        "maple_tree",
        "motorcycle",
        "mountain",
        "mouse",
        "mushroom",
        "oak_tree",
        "orange",
        "orchid",
        "otter",
        "palm_tree",
        "pear",
        "pickup_truck",
        "pine_tree",
        "plain",
        "plate",
        "poppy",
        "porcupine",
        "possum",
        "rabbit",
        "raccoon",
        "ray",
        "road",
        "rocket",
        "rose",
        "sea",
        "seal",
        "shark",
        "shrew",
        "skunk",
        "skyscraper",
        "snail",
        "snake",
        "spider",
        "squirrel",
        "streetcar",
        "sunflower",
        "sweet_pepper",
        "table",
        "tank",
        "telephone",
        "television",
        "tiger",
        "tractor",
        "train",
        "trout",
        "tulip",
        "turtle",
        "wardrobe",
        "whale",
        "willow_tree",
        "wolf",
        "woman",
        "worm",
    ];

    /// <summary>What the coarse labels 0 to 19 mean.</summary>
    public static IReadOnlyList<string> CoarseNames { get; } =
    [
        "aquatic_mammals",
        "fish",
        "flowers",
        "food_containers",
        "fruit_and_vegetables",
        "household_electrical_devices",
        "household_furniture",
        "insects",
        "large_carnivores",
        "large_man-made_outdoor_things",
        "large_natural_outdoor_scenes",
        "large_omnivores_and_herbivores",
        "medium_mammals",
        "non-insect_invertebrates",
        "people",
        "reptiles",
        "small_mammals",
        "trees",
        "vehicles_1",
        "vehicles_2",
    ];

    /// <summary>Reads the set; 60,000 images take 184 MB as bytes in memory.</summary>
    /// <param name="folder">The folder with <c>train.bin</c> and <c>test.bin</c>,
    /// or the one above, which holds <c>cifar-100-binary</c>.</param>
    /// <param name="train">True for the 50,000 training images, false for the 10,000 test images.</param>
    /// <param name="labels">Which labels the images go by.</param>
    /// <returns>Images of shape <c>[3, 32, 32]</c> with 100 or 20 classes.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labels"/> is no such kind.</exception>
    /// <exception cref="FileNotFoundException">The file is missing; the message names it.</exception>
    /// <exception cref="DataFormatException">The file's length is no whole
    /// number of records, or a label is out of its range.</exception>
    public static ImageDataset Load(string folder, bool train = true, Cifar100Labels labels = Cifar100Labels.Fine)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Argument.Must(Enum.IsDefined(labels), "be Fine or Coarse", labels);

        var part = train ? "train" : "test";
        var paths = CifarReader.Find(folder, "cifar-100-binary", [$"{part}.bin"], "CIFAR-100");
        var label = labels == Cifar100Labels.Coarse ? 0 : 1; // a record starts with the coarse label
        var name = $"CIFAR-100 ({part}, {labels.ToString().ToLowerInvariant()} labels)";
        return CifarReader.Read(paths, [20, 100], label, name);
    }
}
