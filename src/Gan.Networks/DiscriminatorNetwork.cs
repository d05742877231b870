using Gan.Losses;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Scores samples [N, ...Shape] with one number each, [N] (a column [N, 1] is accepted), or with one for each patch,
/// [N, 1, h, w], whose mean is the sample's: logits, never probabilities, because every loss here takes logits or
/// critic values. The second input is the condition (labels int64 [N]) or null.
/// </summary>
public abstract class DiscriminatorNetwork : Module<Tensor, Tensor?, Tensor>, ISamplewise
{
    /// <summary>Makes the base of a network.</summary>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="TorchBackendException">There is no libtorch.</exception>
    protected DiscriminatorNetwork(string name)
        : base(NetworkName.WithBackend(name)) { }

    /// <summary>Lets any module that maps [N, ...Shape] to [N], [N, 1] or patches [N, 1, h, w] serve as a
    /// discriminator.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="module"/> is null.</exception>
    public static DiscriminatorNetwork Wrap(Module<Tensor, Tensor> module) => new ModuleNetwork(module);

    /// <summary>
    /// Whether a sample's score depends on that sample alone, and scoring changes no state: then an update scores real
    /// and generated samples in one pass, which gives the same and costs less. False (the default) for anything with
    /// batch statistics, spectral normalisation or a memory.
    /// </summary>
    public virtual bool IsSamplewise => false;

    /// <summary>Width F of the last hidden layer that <see cref="Features"/> gives; 0 (the default) when it gives
    /// none.</summary>
    public virtual long FeatureSize => 0;

    /// <summary>The last hidden layer, [N, F]: what feature matching, projection and auxiliary heads read.</summary>
    /// <exception cref="InvalidOperationException">This discriminator gives none.</exception>
    public virtual Tensor Features(Tensor sample, Tensor? condition) => throw NoFeatures();

    /// <summary>The score that belongs to features: <c>forward(sample) = Score(Features(sample))</c>. [N, F] to
    /// [N].</summary>
    /// <exception cref="InvalidOperationException">This discriminator gives none.</exception>
    public virtual Tensor Score(Tensor features) => throw NoFeatures();

    /// <summary>The outputs [N, …] of an auxiliary head on the features, which a conditioning such as AC-GAN's
    /// brings.</summary>
    /// <exception cref="InvalidOperationException">There is no such head.</exception>
    public virtual Tensor Auxiliary(Tensor sample, Tensor? condition) =>
        throw new InvalidOperationException(
            $"{GetName()} has no auxiliary head. Use a conditioning that brings one, such as AuxiliaryClassifier."
        );

    /// <summary>What decoders inside the discriminator make of its feature maps, beside what they should make of the
    /// sample (FastGAN, Liu et al. 2021, section 3.2): <see cref="DecoderReconstruction"/> compares the two.</summary>
    /// <exception cref="InvalidOperationException">There are no decoders.</exception>
    public virtual IReadOnlyList<Reconstruction> Reconstruct(Tensor sample, Tensor? condition) =>
        throw new InvalidOperationException(
            $"{GetName()} has no decoders. Use a network that brings them, such as FastGanOptions, or override "
                + "Reconstruct."
        );

    /// <summary>Called before each update with the share of the training done, in [0, 1): schedules inside a
    /// discriminator follow it.</summary>
    public virtual void BeginStep(double progress) { }

    /// <summary>Called before the updates of each step. As it comes, hands on the share of the training; a network that
    /// follows the images instead overrides this one.</summary>
    /// <param name="moment">Where the step stands.</param>
    public virtual void BeginStep(TrainingMoment moment) => BeginStep(moment.Progress);

    /// <summary>Whether scores follow the share that <see cref="BeginStep(TrainingMoment)"/> is told, so that a
    /// training of another number of steps is another one. As it comes, whether BeginStep is overridden; a decorator,
    /// which only hands the moment on, answers for its network, and one that reads the images alone answers
    /// false.</summary>
    public virtual bool FollowsProgress => Overrides(typeof(double)) || Overrides(typeof(TrainingMoment));

    /// <summary>Number of the stage that <see cref="BeginStep(TrainingMoment)"/> put it in. When it changes, the
    /// optimiser forgets what it remembers, as ProGAN's does (Karras et al. 2018). Default 0.</summary>
    public virtual long Stage => 0;

    /// <summary>What a batch of real samples is made like before it is judged, such as the pictures of a lower
    /// resolution while the networks still grow. As it comes, the batch itself.</summary>
    /// <param name="real">Real samples [N, …Shape].</param>
    public virtual Tensor Reals(Tensor real) => real;

    /// <summary>Called after each discriminator update with the scores of the real batch: what adapts to them is kept
    /// in buffers.</summary>
    public virtual void Observe(Tensor realScores) { }

    /// <summary>Scores of a real and of a generated batch: in one pass where <see cref="IsSamplewise"/> says that this
    /// gives the same.</summary>
    /// <param name="real">Real samples [N, …Shape].</param>
    /// <param name="fake">Generated samples [N, …Shape].</param>
    /// <param name="condition">The condition of both batches; null without one.</param>
    public (Tensor Real, Tensor Fake) Scores(Tensor real, Tensor fake, Tensor? condition)
    {
        LayerInput.Present(real, nameof(real));
        LayerInput.Present(fake, nameof(fake));
        if (!IsSamplewise)
        {
            return (call(real, condition), call(fake, condition));
        }
        using var scope = NewDisposeScope();
        var scores = call(cat([real, fake]), condition is null ? null : cat([condition, condition]));
        return (
            scores.narrow(0, 0, real.shape[0]).MoveToOuterDisposeScope(),
            scores.narrow(0, real.shape[0], fake.shape[0]).MoveToOuterDisposeScope()
        );
    }

    /// <summary>Samples after a change that augmentation makes of images [N, C, H, W]. As it comes, the change itself;
    /// a network that reads more than one image a sample changes all of them alike.</summary>
    /// <param name="sample">What the network reads, [N, …].</param>
    /// <param name="change">The change, which keeps the shape.</param>
    public virtual Tensor Changed(Tensor sample, Func<Tensor, Tensor> change)
    {
        LayerInput.Present(sample, nameof(sample));
        ArgumentNullException.ThrowIfNull(change);
        return change(sample);
    }

    private bool Overrides(Type told) =>
        GetType().GetMethod(nameof(BeginStep), [told])!.DeclaringType != typeof(DiscriminatorNetwork);

    /// <summary>One score a sample: of those of patches, [N, 1, h, w], their mean.</summary>
    internal static Tensor OfSamples(Tensor scores) => scores.dim() == 4 ? scores.mean([1, 2, 3]) : scores;

    private InvalidOperationException NoFeatures() =>
        new(
            $"{GetName()} gives no features. Use one of the library's networks, or override FeatureSize, "
                + "Features and Score."
        );

    private sealed class ModuleNetwork : DiscriminatorNetwork, IGraphed
    {
        private readonly Module<Tensor, Tensor> network;

        internal ModuleNetwork(Module<Tensor, Tensor> module)
            : base("discriminator")
        {
            ArgumentNullException.ThrowIfNull(module);
            network = module;
            RegisterComponents();
        }

        public override bool IsSamplewise => Samplewise.All(network);

        public override Tensor forward(Tensor sample, Tensor? condition)
        {
            var scores = network.call(sample);
            var arePatches = scores.dim() == 4 && scores.size(1) == 1 && scores.size(2) * scores.size(3) > 1;
            return arePatches ? scores : scores.flatten();
        }

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition)
        {
            var scores = graph.Call(network, input);
            return scores.Shape is [_, 1, var height, var width] && height * width > 1 ? scores : graph.Column(scores);
        }
    }
}
