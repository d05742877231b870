using System.Text.Json.Serialization;
using Gan.Losses;

namespace Gan;

/// <summary>Which published layout of a DCGAN is built.</summary>
public enum DcganLayout
{
    /// <summary>Radford et al. 2016: 4x4 kernels, stride 2, batch normalisation, ReLU in G and LeakyReLU 0.2 in D,
    /// weights N(0, 0.02).</summary>
    Paper,

    /// <summary>The Keras/TensorFlow tutorial: dense S/4 x S/4 x 4F, transposed 5x5 convolutions of 2F, F and C maps,
    /// LeakyReLU 0.3; D with 5x5 kernels, F and 2F maps, dropout 0.3.</summary>
    Tutorial,

    /// <summary>Dense S/4 x S/4 x 2F, two transposed 4x4 convolutions of 2F maps, a closing 7x7 convolution; D with 3x3
    /// kernels of F maps and dropout 0.4.</summary>
    Upsampling,
}

/// <summary>
/// A deep convolutional GAN for images [C, H, W] with any sides from 8 up and any number of channels. The default is
/// the paper's layout at a quarter of its width, which trains on digits in minutes on two processor cores;
/// <see cref="Paper"/> has its full width.
/// </summary>
public sealed record DcganOptions : INetworkFamily, IJsonOnDeserializing
{
    private UpsamplingMode upsamplingMode = UpsamplingMode.Nearest;

    /// <summary>The layout. Default <see cref="DcganLayout.Paper"/>.</summary>
    public DcganLayout Layout { get; init; } = DcganLayout.Paper;

    /// <summary>Entries of the latent vector. Default 100.</summary>
    public long LatentSize { get; init; } = 100;

    /// <summary>Feature maps F of the layer next to the image; they double towards the middle. Default 16; the papers
    /// have 64.</summary>
    public long FeatureMaps { get; init; } = 16;

    /// <summary>Normalisation in the discriminator of the paper's layout; the other layouts have none. Default: batch
    /// normalisation, or none under a gradient penalty.</summary>
    public DiscriminatorNorm DiscriminatorNorm { get; init; }

    /// <summary>
    /// True lets the label choose scale and shift of the generator's batch normalisation
    /// (<see cref="ConditionalBatchNorm2d"/>), beside what the conditioning does. Needs labels and a conditioning.
    /// Default false.
    /// </summary>
    public bool ConditionalBatchNorm { get; init; }

    /// <summary>
    /// True shows the discriminator how much the samples differ (<see cref="Gan.MinibatchStd"/>, before the score). It
    /// couples the samples of a batch, which a gradient penalty does not presume. Default false.
    /// </summary>
    public bool MinibatchStd { get; init; }

    /// <summary>Height of the feature maps that both networks of the paper's layout attend over
    /// (<see cref="SelfAttention"/>); 0, the default, for none.</summary>
    public long SelfAttentionSide { get; init; }

    /// <summary>How the generator doubles the sides, in every layout. Default <see cref="UpsamplingMode.Nearest"/>,
    /// which draws no chequerboard; <see cref="Paper"/> and the other presets have the papers'
    /// <see cref="UpsamplingMode.Transposed"/>, and so have files and checkpoints that do not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public UpsamplingMode UpsamplingMode
    {
        get => upsamplingMode;
        init => upsamplingMode = value;
    }

    /// <summary>
    /// (64 / F)^1.5, within 1 to 10. A narrow layer adds up fewer inputs, so its weights have further to go from N(0,
    /// 0.02), and under Adam a weight moves by about the learning rate a step (Yang et al. 2021, table 3: rate ~ 1 /
    /// width). docs/decisions has the measurements.
    /// </summary>
    public double LearningRateScale => Math.Clamp(Math.Pow(64.0 / Math.Max(1, FeatureMaps), 1.5), 1, 10);

    /// <summary>The paper's networks: 64 feature maps.</summary>
    public static DcganOptions Paper { get; } = new() { FeatureMaps = 64, UpsamplingMode = UpsamplingMode.Transposed };

    /// <summary>The Keras/TensorFlow tutorial's networks: Dense 7x7x256 and transposed 5x5 convolutions of 128, 64 and
    /// 1 maps for 28x28.</summary>
    public static DcganOptions Tutorial { get; } =
        new()
        {
            Layout = DcganLayout.Tutorial,
            FeatureMaps = 64,
            UpsamplingMode = UpsamplingMode.Transposed,
        };

    /// <summary>The upsampling networks: Dense 7x7x128, two transposed 4x4 convolutions of 128 maps and a 7x7
    /// convolution for 28x28.</summary>
    public static DcganOptions Upsampling { get; } =
        new()
        {
            Layout = DcganLayout.Upsampling,
            FeatureMaps = 64,
            UpsamplingMode = UpsamplingMode.Transposed,
        };

    /// <inheritdoc/>
    public GeneratorNetwork Generator(NetworkSpec spec) => new DcganGenerator(this, spec);

    /// <inheritdoc/>
    public DiscriminatorNetwork Discriminator(NetworkSpec spec) => new DcganDiscriminator(this, spec);

    bool INetworkFamily.ReadsLabels => ConditionalBatchNorm;

    CriticSlope INetworkFamily.Slope =>
        DiscriminatorNorm == DiscriminatorNorm.Spectral ? CriticSlope.Bounded : CriticSlope.Free;

    bool INetworkFamily.CouplesSamples => DiscriminatorNorm == DiscriminatorNorm.Batch;

    double INetworkFamily.LeastGeneratorWeights(NetworkSpec spec)
    {
        var sides = DcganShape.Of(spec.Shape, Layout);
        var maps = FeatureMaps * sides.Widening(Layout, generator: true);
        return spec.LatentSize * maps * sides.Height * sides.Width
            + maps * maps
            + 9.0 * FeatureMaps * spec.Shape[0]
            + (ConditionalBatchNorm ? 2.0 * spec.Condition.Width * maps : 0);
    }

    double INetworkFamily.LeastDiscriminatorWeights(NetworkSpec spec)
    {
        var sides = DcganShape.Of(spec.Shape, Layout);
        var maps = FeatureMaps * sides.Widening(Layout, generator: false);
        return 9.0 * FeatureMaps * spec.Shape[0]
            + maps * sides.Height * sides.Width
            + (sides.Halvings > 1 ? maps * maps : 0);
    }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (
            var problem in Bounds.Of(
                nameof(DcganOptions),
                Bounds.Within(1, int.MaxValue, LatentSize),
                Bounds.AtLeast(1, FeatureMaps),
                Bounds.Named(UpsamplingMode)
            )
        )
        {
            yield return problem;
        }
        if (shape.Count != 3)
        {
            yield return new Problem(
                $"A DCGAN makes images [C, H, W], but the data set has samples of shape {ShapeText.Of(shape)}.",
                "Use WithMlp() for vectors."
            );
        }
        else if (ImageSides.Problem("A DCGAN", shape, "from 8 up", side => side >= 8) is { } misfit)
        {
            yield return misfit;
        }
        else
        {
            foreach (var problem in LayoutProblems(shape))
            {
                yield return problem;
            }
        }
    }

    // Files from before there was a choice say nothing of it.
    void IJsonOnDeserializing.OnDeserializing() => upsamplingMode = UpsamplingMode.Transposed;

    /// <summary>Names the settings. Transposed convolutions go without saying, as in checkpoints from before there was
    /// a choice.</summary>
    public override string ToString()
    {
        var mode = UpsamplingMode == UpsamplingMode.Transposed ? "" : $"UpsamplingMode = {UpsamplingMode}, ";
        return $"DcganOptions {{ Layout = {Layout}, LatentSize = {LatentSize}, FeatureMaps = {FeatureMaps}, "
            + $"DiscriminatorNorm = {DiscriminatorNorm}, ConditionalBatchNorm = {ConditionalBatchNorm}, "
            + $"MinibatchStd = {MinibatchStd}, SelfAttentionSide = {SelfAttentionSide}, {mode}"
            + $"LearningRateScale = {LearningRateScale} }}";
    }

    private IEnumerable<Problem> LayoutProblems(IReadOnlyList<long> shape)
    {
        if (Layout != DcganLayout.Paper && DiscriminatorNorm is not (DiscriminatorNorm.Auto or DiscriminatorNorm.None))
        {
            yield return new Problem(
                $"DcganOptions.DiscriminatorNorm is {DiscriminatorNorm}, but the discriminator of layout {Layout} "
                    + "has no normalisation.",
                "Use DcganLayout.Paper, or leave DiscriminatorNorm out."
            );
        }
        if (Layout == DcganLayout.Upsampling && ConditionalBatchNorm)
        {
            yield return new Problem(
                "DcganOptions.ConditionalBatchNorm is set, but the generator of layout Upsampling "
                    + "has no batch normalisation.",
                "Use DcganLayout.Paper or Tutorial, or leave it out."
            );
        }
        if (SelfAttentionSide == 0)
        {
            yield break;
        }
        if (Layout != DcganLayout.Paper)
        {
            yield return new Problem(
                $"DcganOptions.SelfAttentionSide is {SelfAttentionSide}, but layout {Layout} has no self-attention.",
                "Use DcganLayout.Paper, or leave SelfAttentionSide out."
            );
        }
        else if (!DcganShape.Of(shape, Layout).Heights.Contains(SelfAttentionSide))
        {
            yield return "DcganOptions.SelfAttentionSide must be a height of feature maps, "
                + $"which for images of {shape[1]}x{shape[2]} are "
                + $"{InvariantText.Join(", ", DcganShape.Of(shape, Layout).Heights)}, but was {SelfAttentionSide}.";
        }
    }
}
