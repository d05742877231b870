using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Some samples with their conditions. Owns its tensors: dispose
/// it, or let the dispose scope free them in which it was read.
/// </summary>
public sealed class Batch : IDisposable
{
    /// <summary>Takes ownership of the tensors.</summary>
    /// <param name="samples">Float32 <c>[N, …sample shape]</c>.</param>
    /// <param name="condition">Int64 <c>[N]</c>, vectors <c>[N, K]</c>
    /// of floats, or null for data without conditions.</param>
    /// <exception cref="ArgumentException">The number of conditions is not the number of samples.</exception>
    public Batch(Tensor samples, Tensor? condition)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.dim() < 1)
        {
            throw new ArgumentException("samples must have the shape [N, …], but have the shape [].", nameof(samples));
        }

        Count = samples.shape[0];
        if (condition is not null && !(condition.dim() is 1 or 2 && condition.shape[0] == Count))
        {
            throw new ArgumentException(
                $"A batch of {Count} samples needs labels of shape [{Count}] or vectors of shape [{Count}, K], but "
                    + $"they have shape {ShapeText.Of(condition.shape)}.",
                nameof(condition)
            );
        }

        Samples = samples;
        Condition = condition;
    }

    /// <summary>Number of samples N.</summary>
    public long Count { get; }

    /// <summary>Float32 <c>[N, …sample shape]</c>; images in [−1, 1].</summary>
    public Tensor Samples { get; }

    /// <summary>What the samples can be asked by: labels, int64 <c>[N]</c>;
    /// continuous vectors, float32 <c>[N, K]</c>; or null.</summary>
    public Tensor? Condition { get; }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Samples.Dispose();
        Condition?.Dispose();
    }
}
