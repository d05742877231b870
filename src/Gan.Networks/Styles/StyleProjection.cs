using static TorchSharp.torch;

namespace Gan;

/// <summary>What a generator with styles makes of a given image: the style that comes nearest to it.</summary>
/// <param name="Styles">Floats [1, L, w]; <see cref="TrainedGan.Synthesise(Tensor)"/> reads them.</param>
/// <param name="Image">Their image, [1, …Shape].</param>
/// <param name="Distance">How far it is from the given one, by <see cref="ProjectionOptions.Distance"/>.</param>
public sealed record StyleProjection(Tensor Styles, Tensor Image, double Distance) : IDisposable
{
    /// <summary>Floats [1, L, w]; <see cref="TrainedGan.Synthesise(Tensor)"/> reads them.</summary>
    public Tensor Styles { get; init; } = Styles ?? throw new ArgumentNullException(nameof(Styles));

    /// <summary>Their image, [1, …Shape].</summary>
    public Tensor Image { get; init; } = Image ?? throw new ArgumentNullException(nameof(Image));

    /// <summary>The layers' noise that was found with them, [1, 1, H, W] each, which
    /// <see cref="TrainedGan.Synthesise(Tensor, IReadOnlyList{Tensor})"/> reads; empty without
    /// <see cref="ProjectionOptions.NoiseRegularization"/>.</summary>
    public IReadOnlyList<Tensor> Noise
    {
        get;
        init => field = Argument.NotNull(value, nameof(Noise));
    } = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        Styles.Dispose();
        Image.Dispose();
        foreach (var map in Noise)
        {
            map.Dispose();
        }
    }
}
