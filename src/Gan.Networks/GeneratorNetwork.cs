using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Makes samples [N, ...Shape] with values in [-1, 1] for images from latents [N, LatentSize]. The second input is the
/// condition (labels int64 [N]) or null; a network that does not use it ignores it.
/// </summary>
public abstract class GeneratorNetwork : Module<Tensor, Tensor?, Tensor>
{
    /// <summary>Makes the base of a network.</summary>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="TorchBackendException">There is no libtorch.</exception>
    protected GeneratorNetwork(string name)
        : base(NetworkName.WithBackend(name)) { }

    /// <summary>The generator as one that maps latents to styles first; null (as it comes) for one that does
    /// not.</summary>
    public virtual IStyled? Styled => this as IStyled;

    /// <summary>The generator as one that tells what its codes were drawn by; null (as it comes) for one that does
    /// not.</summary>
    public virtual ILogits? Logits => this as ILogits;

    /// <summary>The generator as one that writes texts token by token; null (as it comes) for one that does
    /// not.</summary>
    public virtual ITextWriter? Writer => this as ITextWriter;

    /// <summary>Lets any module that maps [N, LatentSize] to [N, ...Shape] serve as a generator.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="module"/> is null.</exception>
    public static GeneratorNetwork Wrap(Module<Tensor, Tensor> module) => new ModuleNetwork(module);

    /// <summary>What a discriminator of the same family is shown while both learn: as it comes, the samples. One that
    /// reads more than samples, such as images of several resolutions, is shown that (<see
    /// cref="INetworkFamily.JudgedShape"/>).</summary>
    /// <param name="latent">Latents [N, LatentSize].</param>
    /// <param name="condition">The condition, or null.</param>
    public virtual Tensor Shown(Tensor latent, Tensor? condition) => call(latent, condition);

    /// <summary>Called before the updates of each step: what grows or fades inside a generator follows it. The moving
    /// average is told too, so what must outlive the training, such as how far it has grown, stands in a
    /// buffer.</summary>
    /// <param name="moment">Where the step stands.</param>
    public virtual void BeginStep(TrainingMoment moment) { }

    /// <summary>Whether samples follow the share of the training that <see cref="BeginStep"/> is told, so that a
    /// training of another number of steps is another one. As it comes, whether BeginStep is overridden; one that
    /// reads the images alone answers false.</summary>
    public virtual bool FollowsProgress =>
        GetType().GetMethod(nameof(BeginStep))!.DeclaringType != typeof(GeneratorNetwork);

    /// <summary>Number of the stage that <see cref="BeginStep"/> put it in. When it changes, the optimiser forgets what
    /// it remembers, as ProGAN's does (Karras et al. 2018). Default 0.</summary>
    public virtual long Stage => 0;

    private sealed class ModuleNetwork : GeneratorNetwork, IGraphed
    {
        private readonly Module<Tensor, Tensor> network;

        internal ModuleNetwork(Module<Tensor, Tensor> module)
            : base("generator")
        {
            ArgumentNullException.ThrowIfNull(module);
            network = module;
            RegisterComponents();
        }

        public override Tensor forward(Tensor latent, Tensor? condition) => network.call(latent);

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
            graph.Call(network, input);
    }
}
