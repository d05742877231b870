using Gan.Data;
using Gan.Tool.Configuration;
using Microsoft.Extensions.Logging;

namespace Gan.Tool.Data;

/// <summary>Opens what a user names: a known set, a folder, a table, an array, files of MNIST's kind.</summary>
internal sealed record DataSource : IDisposable
{
    private static readonly string[] TableEndings = [".csv", ".tsv", ".txt"];
    private static readonly string[] ArrayEndings = [".npy", ".npz"];

    private DataSource(string kind, IDataset? dataset, CsvTable? table)
    {
        Kind = kind;
        Dataset = dataset;
        Table = table;
    }

    /// <summary>What it is: "a folder of images", "a table".</summary>
    public string Kind { get; }

    /// <summary>Samples; null for a table.</summary>
    public IDataset? Dataset { get; }

    /// <summary>Rows; null for samples.</summary>
    public CsvTable? Table { get; }

    /// <summary>A short name for folders.</summary>
    public string Name { get; private init; } = "data";

    /// <summary>Names of the classes, as far as they have any.</summary>
    public IReadOnlyList<string> ClassNames => Dataset is ImageFolder folder ? folder.ClassNames : [];

    /// <summary>What was left out or guessed, a sentence each.</summary>
    public IReadOnlyList<string> Notes =>
        (Dataset, Table) switch
        {
            (ImageFolder folder, _) => [.. folder.Skipped.Select(skipped => $"{skipped.File}: {skipped.Reason}")],
            (_, { } table) => table.Notes,
            _ => [],
        };

    /// <summary>Opens it.</summary>
    /// <exception cref="ToolException">There is no such thing.</exception>
    /// <exception cref="DataFormatException">It is damaged, or of no kind that can be read.</exception>
    public static DataSource Open(DataSettings settings, ILogger? log = null)
    {
        var source = settings.Source;
        if (DataNames.All.TryGetValue(source, out var open))
        {
            return new("a known data set", open(), null) { Name = source };
        }
        var name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source)));
        if (Directory.Exists(source))
        {
            return OfFolder(source, settings, log) with { Name = name };
        }
        if (File.Exists(source))
        {
            return OfFile(source, settings, log) with { Name = name };
        }
        throw new ToolException(
            $"--data '{source}' is no folder and none of: {DataNames.Text}. Nor is it a file: look at its spelling."
        );
    }

    /// <inheritdoc/>
    public void Dispose() => Dataset?.Dispose();

    private static DataSource OfFolder(string folder, DataSettings settings, ILogger? log)
    {
        var files = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).ToList();
        if (files.Exists(file => file.StartsWith("train-images", StringComparison.Ordinal)))
        {
            return new("MNIST's four files", Mnist.Load(folder), null);
        }
        if (files.Exists(file => file.StartsWith("data_batch_", StringComparison.Ordinal)))
        {
            return new("CIFAR-10", Cifar10.Load(folder), null);
        }
        if (files.Contains("train.bin") && files.Contains("test.bin"))
        {
            return new("CIFAR-100", Cifar100.Load(folder), null);
        }
        IDataset images = ImageFolder.Load(folder, settings.Folder(), log);
        return new("a folder of images", images, null);
    }

    private static CsvTable LoadTable(string file, DataSettings settings, ILogger? log)
    {
        try
        {
            return CsvTable.Load(file, settings.Table(), log);
        }
        catch (DataFormatException fault) when (fault.Message.Contains("TableOptions", StringComparison.Ordinal))
        {
            var lines = file.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
                ? " Lines that are words or sentences are learnt in a program: docs/texts.md."
                : "";
            throw new InvalidDataException(
                $"{fault.Message} On the command line: --set data.columns.NAME=ignored, or categorical, or numeric."
                    + lines,
                fault
            );
        }
    }

    private static DataSource OfFile(string file, DataSettings settings, ILogger? log)
    {
        var ending = Path.GetExtension(file).ToLowerInvariant();
        if (TableEndings.Contains(ending))
        {
            return new("a table", null, LoadTable(file, settings, log));
        }
        if (ArrayEndings.Contains(ending))
        {
            return new(
                "a NumPy array",
                NumpyDataset.Load(file, new NumpyOptions { ChannelsLast = settings.ChannelsLast }),
                null
            );
        }
        return Path.GetFileName(file).Contains("ubyte", StringComparison.Ordinal)
            ? new("a file of MNIST's kind", IdxFile.Load(file), null)
            : throw new ToolException(
                $"'{file}' is of no kind that can be read. There are {string.Join(", ", TableEndings)} (tables), "
                    + $"{string.Join(", ", ArrayEndings)} (arrays), MNIST's idx-ubyte files, and folders of images."
            );
    }
}
