using Gan.Data;

namespace Gan.Tool.Configuration;

/// <summary>What to learn from, and how it is read.</summary>
internal sealed record DataSettings
{
    /// <summary>A name of <see cref="DataNames"/>, a folder or a file.</summary>
    [PathSetting]
    public string Source { get; init; } = "mnist";

    /// <summary>Side of a folder's images in pixels. From 1 to 4,096.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Channels of a folder's images: 1 (grey), 3 (RGB) or 4 (RGBA).</summary>
    public int Channels { get; init; } = 3;

    /// <summary>Where a folder's labels come from.</summary>
    public ImageLabels Labels { get; init; } = ImageLabels.SubFolders;

    /// <summary>The file of labels.</summary>
    [PathSetting]
    public string? LabelFile { get; init; }

    /// <summary>What becomes of images that are not square.</summary>
    public ResizeRule Resize { get; init; } = ResizeRule.CropCenter;

    /// <summary>Decoded images are kept here; null keeps none.</summary>
    [PathSetting]
    public string? Cache { get; init; }

    /// <summary>Whether images are mirrored at random.</summary>
    public bool Mirror { get; init; }

    /// <summary>Whether an array's images have their channels last; null where its shape tells.</summary>
    public bool? ChannelsLast { get; init; }

    /// <summary>Kinds of a table's columns by their names; the others are told by their cells.</summary>
    public Dictionary<string, ColumnKind> Columns { get; init; } = [];

    /// <summary>What becomes of a table's missing cells; null for the reader's own.</summary>
    public MissingValues? Missing { get; init; }

    /// <summary>How often as many rows of a table are read as it has, where no steps are given. At least 1.</summary>
    public int Epochs { get; init; } = 300;

    /// <summary>How a folder of images is read.</summary>
    public ImageFolderOptions Folder() =>
        new()
        {
            Size = Size,
            Channels = Channels,
            Labels = LabelFile is null ? Labels : ImageLabels.File,
            LabelFile = LabelFile,
            Resize = Resize,
            Cache = Cache,
        };

    /// <summary>How a table is read.</summary>
    public TableOptions Table()
    {
        var options = TableOptions.ForCtgan;
        var columns = Columns.ToDictionary(column => column.Key, column => (ColumnOptions)column.Value);
        return options with { Columns = columns, Missing = Missing ?? options.Missing };
    }
}
