namespace Gan.Losses;

/// <summary>What a decoder made, and what it should have made.</summary>
/// <param name="Output">[N, C, h, w] with its graph.</param>
/// <param name="Target">Of the same shape.</param>
public sealed record Reconstruction(Tensor Output, Tensor Target)
{
    /// <summary>[N, C, h, w] with its graph.</summary>
    public Tensor Output { get; } = Argument.NotNull(Output);

    /// <summary>Of the same shape.</summary>
    public Tensor Target { get; } = Argument.NotNull(Target);
}
