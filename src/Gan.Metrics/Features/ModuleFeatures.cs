using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Metrics;

/// <summary>The output of any module as features, flattened to [N, D].
/// The module is run in evaluation mode and stays the caller's.</summary>
public sealed class ModuleFeatures : IFeatureExtractor
{
    private readonly Module<Tensor, Tensor> module;
    private readonly ImagePreparation preparation;

    /// <summary>Wraps a module. Its weights are hashed now: do not train it afterwards.</summary>
    /// <param name="name">What to call the features.</param>
    /// <param name="module">Reads images [N, C, H, W].</param>
    /// <param name="preparation">What the module expects of images; null leaves them as they are.</param>
    public ModuleFeatures(string name, Module<Tensor, Tensor> module, ImagePreparation? preparation = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(module);
        Name = name;
        this.module = module;
        this.preparation = preparation ?? new() { GreyToRgb = false };
        Hash = WeightHash.Of(module);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Hash { get; }

    /// <inheritdoc/>
    public string Resize => preparation.ToString();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">These are no images.</exception>
    public Tensor Extract(Tensor images) => InBatches.Run(images, module, part => module.call(preparation.Apply(part)));
}
