using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Pairs of images from two folders, by name: <c>sketch/cats/7.png</c> is the input of <c>photo/cats/7.jpg</c>. What
/// has no partner, or not the partner's proportions, is left out and listed.
/// </summary>
public sealed class PairedFolders : IDataset
{
    private readonly PairedDataset pairs;

    private PairedFolders(ImageFolder inputs, ImageFolder targets)
    {
        Inputs = inputs;
        Targets = targets;
        pairs = new PairedDataset(inputs, targets);
    }

    /// <summary>The inputs, in the targets' order. <see cref="ImageFolder.Skipped"/> lists those of the folder that are
    /// in no pair.</summary>
    public ImageFolder Inputs { get; }

    /// <summary>The targets. <see cref="ImageFolder.Skipped"/> lists those of the folder that are in no pair.</summary>
    public ImageFolder Targets { get; }

    /// <summary>The names of both folders.</summary>
    public string Name => pairs.Name;

    /// <summary>Number of pairs.</summary>
    public long Count => pairs.Count;

    /// <inheritdoc/>
    public IReadOnlyList<long> SampleShape => pairs.SampleShape;

    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape => pairs.InputShape;

    /// <summary>The targets'.</summary>
    public ConditionSpec Condition => pairs.Condition;

    /// <inheritdoc/>
    public IReadOnlyDictionary<long, long>? ClassCounts => pairs.ClassCounts;

    /// <summary>Reads two folders.</summary>
    /// <param name="inputFolder">What a translator is given.</param>
    /// <param name="targetFolder">What it is to make of that: the same names from the folder on; endings may
    /// differ.</param>
    /// <param name="options">Size, colours, labels, split, limits and cache of the targets; the split is decided by the
    /// target's name for both.</param>
    /// <param name="inputOptions">Size, colours, resizing, limits, cache and codec of the inputs; labels, split and
    /// what happens to damaged files are the targets'. By default all are, and a cache is beside theirs with ".input"
    /// at its end.</param>
    /// <param name="log">Where counts and warnings go; nowhere by default.</param>
    /// <param name="cancellation">Stops decoding.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="DataFormatException">No pair is left; or a file is no readable image or in no pair, and that is
    /// to stop the run.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or both caches are one file.</exception>
    /// <exception cref="DllNotFoundException">There is no libvips, and there
    /// are files to decode; the message says how to bring it.</exception>
    public static PairedFolders Load(
        string inputFolder,
        string targetFolder,
        ImageFolderOptions? options = null,
        ImageFolderOptions? inputOptions = null,
        ILogger? log = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(inputFolder);
        ArgumentException.ThrowIfNullOrEmpty(targetFolder);
        TorchBackend.EnsureAvailable();
        options ??= new ImageFolderOptions();
        inputOptions = ForInputs(options, inputOptions);
        ArgumentNullException.ThrowIfNull(options.Decoder);
        ArgumentNullException.ThrowIfNull(inputOptions.Decoder);
        GanConfigurationException.ThrowIfAny(options.Problems().Concat(inputOptions.Problems()).Distinct());
        log ??= NullLogger.Instance;
        var (inputs, targets) = FolderPairs.Match(
            FolderListing.Read(inputFolder, inputOptions),
            FolderListing.Read(targetFolder, options)
        );
        var inputImages = ImageFolder.LoadListing(inputs, inputOptions, log, cancellation);
        ImageFolder? targetImages = null;
        try
        {
            targetImages = ImageFolder.LoadListing(targets, options, log, cancellation);
            var (alignedInputs, alignedTargets) = FolderPairs.Align(inputImages, targetImages);
            return alignedTargets.Count > 0
                ? new PairedFolders(alignedInputs, alignedTargets)
                : throw NoPair(inputFolder, targetFolder, alignedTargets);
        }
        catch
        {
            inputImages.Dispose();
            targetImages?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Batch Read(Tensor indices, Device device) => pairs.Read(indices, device);

    /// <summary>Frees the images of both folders.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }

    private static ImageFolderOptions ForInputs(ImageFolderOptions options, ImageFolderOptions? inputOptions)
    {
        inputOptions ??= options with { Cache = options.Cache is null ? null : options.Cache + ".input" };
        if (options.Cache is { } cache && inputOptions.Cache is { } other)
        {
            if (Path.GetFullPath(cache) == Path.GetFullPath(other))
            {
                throw new ArgumentException(
                    $"Inputs and targets cannot share the cache {cache}. Name another file in inputOptions.",
                    nameof(inputOptions)
                );
            }
        }

        // Folders of classes still count: what lies beside them is left out on both sides.
        return inputOptions with
        {
            Labels = options.Labels == ImageLabels.File ? ImageLabels.None : options.Labels,
            LabelFile = null,
            Split = options.Split,
            ValidationShare = options.ValidationShare,
            Recursive = options.Recursive,
            OnDamaged = options.OnDamaged,
        };
    }

    private static DataFormatException NoPair(string inputFolder, string targetFolder, ImageFolder targets)
    {
        var first = targets.Skipped[0];
        return new DataFormatException(
            Path.GetFullPath(targetFolder),
            $"at least one image with its partner in {Path.GetFullPath(inputFolder)}",
            $"none: {FolderLoader.Kinds(targets.Skipped)}; the first is {first.File}: {first.Reason}",
            "Give partners the same name, whatever the ending."
        );
    }
}
