using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

/// <summary>A translator ready for use: the moving average of a training, or one loaded from a file.</summary>
public sealed class TrainedTranslator : IDisposable
{
    private readonly TranslatorBlueprint blueprint;
    private readonly TranslationSampler sampler;
    private bool disposed;

    private TrainedTranslator(TranslatorNetwork network, TranslatorBlueprint blueprint, Device device)
    {
        Network = network;
        this.blueprint = blueprint;
        sampler = new TranslationSampler(network, blueprint.Plan, device);
    }

    /// <summary>The network itself, in evaluation mode.</summary>
    public TranslatorNetwork Network { get; }

    /// <summary>What the network was made from.</summary>
    public TranslatorPlan Plan => blueprint.Plan;

    /// <summary>Training steps behind it.</summary>
    public long Step => blueprint.Step;

    /// <summary>What it makes and how long it was trained.</summary>
    public override string ToString() =>
        $"Translator of {Step} steps: {ShapeText.Of(Plan.InputShape)} to {ShapeText.Of(Plan.OutputShape)}";

    /// <summary>A copy of a translator, in evaluation mode and float32: what a training hands out.</summary>
    /// <param name="network">The translator, as <see cref="TranslatorPlan.MakeTranslator"/> made it.</param>
    /// <param name="plan">What it was made from.</param>
    /// <param name="dataSet">Name of the data that it was trained with.</param>
    /// <param name="step">Training steps behind it. At least 0.</param>
    /// <param name="device">Where to translate. Default: the CPU.</param>
    /// <exception cref="ArgumentException">The network was not made from the plan.</exception>
    public static TrainedTranslator Of(
        TranslatorNetwork network,
        TranslatorPlan plan,
        string dataSet,
        long step,
        Device? device = null
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var place = TorchBackend.EnsureAvailable(device);
        var plain = plan with { MixedPrecision = false }; // needs no such processor
        var copy = StateFit.Copy(network, plain.MakeTranslator, StateFit.TryFill, place);
        return new(copy, new TranslatorBlueprint(plan, dataSet, step), place);
    }

    /// <summary>The way back of a translator with <see cref="TranslatorPlan.BothWays"/>: a view of the same
    /// weights.</summary>
    internal TrainedTranslator Back(Device device) =>
        new(((CycleTranslators)Network).BToA, blueprint with { Plan = Plan.Back }, device);

    /// <summary>Images [N, C', s·H, s·W] on the CPU in [-1, 1], of images of any size that the network
    /// allows.</summary>
    /// <param name="input">Floats [N, C, H, W] in [-1, 1].</param>
    /// <param name="seed">Of the network's noise, where it has some (dropout of <see cref="UNet"/>): equal seeds give
    /// equal images.</param>
    /// <exception cref="ArgumentException">The network makes nothing of such images; names the nearest size that
    /// goes.</exception>
    /// <exception cref="ObjectDisposedException">The translator was disposed.</exception>
    public Tensor Translate(Tensor input, long seed = 0)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return sampler.Translate(input, (ulong)seed);
    }

    /// <summary>
    /// A larger image [N, C', s·H, s·W] on the CPU, made in tiles that overlap, for images that would not fit in memory
    /// as a whole. Where the overlap is at least as wide as the network sees, tiles give what the whole image gives, to
    /// rounding; narrower, seams may show.
    /// </summary>
    /// <param name="input">Floats [N, C, H, W] in [-1, 1].</param>
    /// <param name="tile">Side of a tile of the input, without its margins. At least 1.</param>
    /// <param name="overlap">Pixels of the input around a tile that the network sees and that are cut off afterwards.
    /// At least 0.</param>
    /// <param name="seed">As for <see cref="Translate"/>.</param>
    /// <exception cref="ArgumentException">The network makes nothing of such images or tiles.</exception>
    /// <exception cref="InvalidOperationException">The translator was not made for super-resolution.</exception>
    public Tensor Upscale(Tensor input, long tile = 128, long overlap = 16, long seed = 0)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Require(TranslationKind.SuperResolution, nameof(Upscale));
        Argument.Within(1, int.MaxValue, tile);
        Argument.Within(0, int.MaxValue, overlap);
        sampler.Check(input, nameof(input));
        using var scope = NewDisposeScope();
        var all = empty([input.size(0), .. Plan.OutputSize(input.shape)], dtype: ScalarType.Float32);
        foreach (var rows in TileSpan.Of(input.size(2), tile, overlap))
        {
            foreach (var columns in TileSpan.Of(input.size(3), tile, overlap))
            {
                using var part = NewDisposeScope();
                var made = Translate(columns.Seen(rows.Seen(input, 2), 3), seed);
                var cut = columns.Inner(rows.Inner(made, 2, Plan.Scale), 3, Plan.Scale);
                columns.Place(rows.Place(all, 2, Plan.Scale), 3, Plan.Scale).copy_(cut);
            }
        }
        return all.MoveToOuterDisposeScope();
    }

    /// <summary>Images [N, C, H, W] on the CPU whose holes are filled. Known pixels are those of the image, bit for
    /// bit.</summary>
    /// <param name="image">Floats [N, C, H, W] in [-1, 1]. What they hold inside the hole does not matter.</param>
    /// <param name="mask">1 in the hole and 0 elsewhere, [N, 1, H, W] or [1, 1, H, W] for all of them.</param>
    /// <param name="seed">As for <see cref="Translate"/>.</param>
    /// <exception cref="ArgumentException">Image or mask has another shape, or the mask other values.</exception>
    /// <exception cref="InvalidOperationException">The translator was not made for completion.</exception>
    public Tensor Complete(Tensor image, Tensor mask, long seed = 0)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        Require(TranslationKind.Completion, nameof(Complete));
        LayerInput.Present(mask, nameof(mask));
        sampler.Check(image, nameof(image), joined: 1);
        using var scope = NewDisposeScope();
        var hole = Hole(mask, image.shape);
        var known = image.to(ScalarType.Float32).cpu();
        var input = cat([known.masked_fill(hole, 0), hole.to(ScalarType.Float32)], 1);
        return where(hole, Translate(input, seed), known).MoveToOuterDisposeScope();
    }

    /// <summary>Writes weights and architecture to one safetensors file. PyTorch and any safetensors reader can read
    /// it.</summary>
    /// <exception cref="IOException">The file cannot be written; an older one is left whole.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using var scope = NewDisposeScope();
        Safetensors.Save(path, Network.state_dict(), blueprint.ToMetadata());
    }

    /// <summary>Loads what <see cref="Save"/> wrote; for the library's own networks the file is all it takes. Runs no
    /// code from the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where to translate. Default: the CPU.</param>
    /// <param name="translator">Makes a network of your own, from the spec stored in the file; its weights are then
    /// loaded.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or does not fit the network;
    /// says what was expected and found.</exception>
    public static TrainedTranslator Load(
        string path,
        Device? device = null,
        Func<TranslatorSpec, TranslatorNetwork>? translator = null
    ) =>
        NetworkFile.LoadTranslator(
            path,
            device,
            translator,
            StateFit.TryFill,
            (network, blueprint, where) => new TrainedTranslator(network, blueprint, where)
        );

    /// <summary>The same with the device by name: "cpu", "cuda" or "cuda:1".</summary>
    /// <inheritdoc cref="Load(string, Device?, Func{TranslatorSpec, TranslatorNetwork}?)"/>
    /// <exception cref="ArgumentException">There is no such kind of device.</exception>
    public static TrainedTranslator Load(
        string path,
        string device,
        Func<TranslatorSpec, TranslatorNetwork>? translator = null
    ) => Load(path, DeviceName.Parse(device), translator);

    private void Require(TranslationKind kind, string method)
    {
        if (Plan.Kind != kind)
        {
            throw new InvalidOperationException(
                $"{method} needs a translator whose kind is {kind}, but this one's is {Plan.Kind}. Call Translate."
            );
        }
    }

    private static Tensor Hole(Tensor mask, long[] image)
    {
        long[] each = [image[0], 1, image[2], image[3]];
        long[] common = [1, 1, image[2], image[3]];
        var fits = mask.shape.SequenceEqual(each) || mask.shape.SequenceEqual(common);
        if (!fits || mask.logical_and(mask.ne(1)).any().item<bool>())
        {
            throw new ArgumentException(
                $"The mask must be {ShapeText.Of(each)} with 1 in the hole and 0 elsewhere, but has the shape "
                    + $"{ShapeText.Of(mask.shape)}{(fits ? " and other values" : "")}.",
                nameof(mask)
            );
        }
        return mask.ne(0).cpu().expand(each);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        Network.Dispose();
    }
}
