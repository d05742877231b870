using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan;

/// <summary>
/// Makes images of images: [N, C, H, W] → [N, C', s·H, s·W], in and out in [-1, 1]. A network that ends without tanh,
/// as those of super-resolution do, may exceed that by a little; <see cref="TrainedTranslator"/> clamps.
/// </summary>
public abstract class TranslatorNetwork : Module<Tensor, Tensor>
{
    /// <summary>Makes the base of a network.</summary>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="TorchBackendException">There is no libtorch.</exception>
    protected TranslatorNetwork(string name)
        : base(NetworkName.WithBackend(name)) { }

    /// <summary>Lets any module that maps [N, C, H, W] to [N, C', s·H, s·W] serve as a translator.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="module"/> is null.</exception>
    public static TranslatorNetwork Wrap(Module<Tensor, Tensor> module) => new ModuleNetwork(module);

    private sealed class ModuleNetwork : TranslatorNetwork, IGraphed
    {
        private readonly Module<Tensor, Tensor> network;

        internal ModuleNetwork(Module<Tensor, Tensor> module)
            : base("translator")
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
