namespace Gan.Data;

/// <summary>What the arrays of a .npy or .npz file mean.</summary>
public sealed record NumpyOptions
{
    /// <summary>Name of the array of samples in an .npz file; null
    /// (the default) takes the only one beside the labels.</summary>
    public string? Samples { get; init; }

    /// <summary>Where the labels are: the name of an array in the same .npz file, or the path of a second .npy file.
    /// Null (the default) for unlabelled data.</summary>
    public string? Labels { get; init; }

    /// <summary>
    /// The values that become −1 and 1. Null (the default) goes by the type: uint8 is
    /// 0 to 255, bool is false to true, and floats are taken as they are. Images of
    /// other whole numbers need it; without it, their vectors are taken as they are.
    /// </summary>
    public (double Min, double Max)? Range { get; init; }

    /// <summary>True for images [N, H, W, C], as TensorFlow and image readers lay them out; false for [N, C, H, W].
    /// Null (the default) is false, but refuses a shape such as [N, 64, 64, 3], which looks like the other.</summary>
    public bool? ChannelsLast { get; init; }

    /// <summary>Number of classes; null (the default) is the largest label + 1.</summary>
    public long? Classes { get; init; }

    /// <summary>What the data are, for logs; null (the default) is the file's name.</summary>
    public string? Name { get; init; }

    /// <summary>Bytes of unpacked data beyond which an array of an
    /// .npz file is refused, at least 1. Default 4 GiB.</summary>
    public long MaxBytes { get; init; } = NpzFile.DefaultMaxBytes;

    /// <summary>What is out of range, each with its bound and value; empty when all is well.</summary>
    public IEnumerable<Problem> Problems() =>
        Bounds.Of(
            nameof(NumpyOptions),
            Range is { } range
                ? Bounds.Must(
                    range.Min < range.Max && double.IsFinite(range.Min) && double.IsFinite(range.Max),
                    "be finite and rise",
                    FormattableString.Invariant($"{range.Min} to {range.Max}"),
                    nameof(Range)
                )
                : null,
            Bounds.AtLeast(1, MaxBytes)
        );
}
