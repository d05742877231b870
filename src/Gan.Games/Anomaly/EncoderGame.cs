using Gan.Data;
using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Games;

/// <summary>
/// The second training of f-AnoGAN (Schlegl et al. 2019, section 3.2, izi_f): an encoder learns to find the latent from
/// which a trained generator makes a sample again, alike in its values and in the features of the trained
/// discriminator. Neither of the two learns any more.
/// </summary>
public sealed class EncoderGame : IGame, ITranslator, IDisposable
{
    private readonly GanSettings settings;
    private readonly EncoderOptions options;
    private readonly EncoderNetwork encoder;
    private readonly TrainedGan gan;
    private readonly TrainedDiscriminator judge;
    private readonly Device device;

    /// <summary>Makes the encoder, and copies generator and discriminator.</summary>
    /// <param name="setup">Settings and device.</param>
    /// <param name="gan">A generator of normal samples.</param>
    /// <param name="judge">The discriminator of the same training.</param>
    /// <param name="options">What is played.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public EncoderGame(GameSetup setup, TrainedGan gan, TrainedDiscriminator judge, EncoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(gan);
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(options);
        settings = setup.Settings;
        this.options = options;
        device = setup.Device;
        EncoderRules.ThrowIfUnfit(settings, options, gan, judge);
        Plan = options.Plan(gan.Plan with { MixedPrecision = settings.MixedPrecision });
        encoder = Make(Plan);
        Encoder = setup.MakePlayer(
            "encoder",
            encoder,
            () => Make(Plan with { Networks = Plan.Networks with { MixedPrecision = false } })
        );
        Players = [Encoder];
        this.gan = TrainedGan.Of(gan.Generator, gan.Plan, gan.DataSet, gan.Step, device);
        this.judge = TrainedDiscriminator.Of(judge.Network, judge.Plan, gan.DataSet, gan.Step, device);
        foreach (var weight in this.gan.Generator.parameters().Concat(this.judge.Network.parameters()))
        {
            weight.requires_grad = false;
        }
    }

    private EncoderNetwork Make(AnomalyPlan plan)
    {
        var network = plan.MakeEncoder();
        network.PlaceOn(device);
        return network;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Player> Players { get; }

    /// <summary>Who finds latents.</summary>
    public Player Encoder { get; }

    /// <summary>What the detector is made from.</summary>
    public AnomalyPlan Plan { get; }

    /// <inheritdoc/>
    public void Play(Turn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        turn.Update(Encoder, part => Objective(turn, part.Real));
    }

    private Tensor Objective(Turn turn, Tensor real)
    {
        var made = gan.Generator.call(encoder.call(real), null);
        turn.Watch(NumberPlace.Samples, made);
        var residual = (real - made).square().mean();
        turn.Report("residual/encoder", residual);
        if (options.FeatureWeight == 0)
        {
            return residual;
        }
        var wanted = turn.WithoutGradient(() => judge.Network.Features(real, null));
        var features = (wanted - judge.Network.Features(made, null)).square().mean();
        turn.Report("features/encoder", features);
        return residual + (options.FeatureWeight * features);
    }

    /// <summary>What the generator makes in place of samples.</summary>
    public Tensor Translate(Tensor input, ulong seed = 0)
    {
        using var detector = Snapshot(0);
        return detector.Reconstruct(input);
    }

    /// <inheritdoc/>
    /// <remarks>A sample, what is made in its place, and the difference, black for none.</remarks>
    public IReadOnlyList<Tensor> Views(Batch batch, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var detector = Snapshot(0);
        var samples = batch.Samples;
        return [samples.cpu(), detector.Reconstruct(samples), detector.Explain(samples) - 1];
    }

    /// <summary>The detector as far as the encoder has learnt, as a copy that lives on.</summary>
    /// <param name="step">Steps done.</param>
    public AnomalyDetector Snapshot(long step) =>
        AnomalyDetector.Of(
            gan.Generator,
            judge.Network,
            (EncoderNetwork)Encoder.Averaged,
            Plan,
            gan.DataSet,
            step,
            device
        );

    /// <inheritdoc/>
    /// <returns>Null: nobody plays against the encoder.</returns>
    public IGanLoss? AdversarialLoss(GameSetup setup) => null;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(GameSetup setup) => EncoderRules.Unread(settings);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> FileMetadata(GameSetup setup, long step) =>
        Plan.ToMetadata(gan.DataSet, step);

    /// <inheritdoc/>
    public void Dispose()
    {
        gan.Dispose();
        judge.Dispose();
    }
}
