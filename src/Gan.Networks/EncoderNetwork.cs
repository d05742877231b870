using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>Finds latents [N, L] of samples [N, …Shape]: the way back through a generator.</summary>
public abstract class EncoderNetwork : Module<Tensor, Tensor>
{
    /// <summary>Makes the base of a network.</summary>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="TorchBackendException">There is no libtorch.</exception>
    protected EncoderNetwork(string name)
        : base(NetworkName.WithBackend(name)) { }

    /// <summary>Lets any module that maps [N, …Shape] to [N, L] serve as an encoder.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="module"/> is null.</exception>
    public static EncoderNetwork Wrap(Module<Tensor, Tensor> module) => new ModuleNetwork(module);

    private sealed class ModuleNetwork : EncoderNetwork, IGraphed
    {
        private readonly Module<Tensor, Tensor> network;

        internal ModuleNetwork(Module<Tensor, Tensor> module)
            : base("encoder")
        {
            ArgumentNullException.ThrowIfNull(module);
            network = module;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => network.call(input);

        GraphValue IGraphed.AddTo(NetworkGraph graph, GraphValue input, GraphValue? condition) =>
            graph.Call(network, input);
    }
}
