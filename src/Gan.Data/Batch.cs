using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Data;

/// <summary>
/// Some samples with their conditions and, for pairs, their inputs. Owns its tensors: dispose
/// it, or let the dispose scope free them in which it was read.
/// </summary>
public sealed class Batch : IDisposable
{
    /// <summary>Takes ownership of the tensors.</summary>
    /// <param name="samples">Float32 <c>[N, …sample shape]</c>.</param>
    /// <param name="condition">Int64 <c>[N]</c>, vectors <c>[N, K]</c>
    /// of floats, or null for data without conditions.</param>
    /// <param name="input">Float32 <c>[N, …input shape]</c>, or null for data without inputs.</param>
    /// <exception cref="ArgumentException">The number of conditions or of
    /// inputs is not the number of samples, or inputs are not float32.</exception>
    public Batch(Tensor samples, Tensor? condition, Tensor? input = null)
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

        if (input is not null && !(input.dtype == ScalarType.Float32 && input.dim() >= 1 && input.shape[0] == Count))
        {
            throw new ArgumentException(
                $"A batch of {Count} samples needs a float32 input [{Count}, …], but it is {Text.Describe(input)}.",
                nameof(input)
            );
        }

        Samples = samples;
        Condition = condition;
        Input = input;
    }

    /// <summary>Number of samples N.</summary>
    public long Count { get; }

    /// <summary>Float32 <c>[N, …sample shape]</c>; images in [−1, 1]. Of pairs, the targets.</summary>
    public Tensor Samples { get; }

    /// <summary>What the samples can be asked by: labels, int64 <c>[N]</c>;
    /// continuous vectors, float32 <c>[N, K]</c>; or null.</summary>
    public Tensor? Condition { get; }

    /// <summary>What a translator makes the samples from: float32 <c>[N, …input shape]</c>; of unpaired data, samples
    /// of the other kind. Null for data without.</summary>
    public Tensor? Input { get; }

    /// <summary>Takes the tensors out of the dispose scope that they are in: they live until they are
    /// disposed.</summary>
    /// <returns>This batch.</returns>
    public Batch DetachFromDisposeScope()
    {
        Samples.DetachFromDisposeScope();
        Condition?.DetachFromDisposeScope();
        Input?.DetachFromDisposeScope();
        return this;
    }

    /// <summary>Moves the tensors to the dispose scope around the one that they are in, as what reads them does at its
    /// end.</summary>
    /// <returns>This batch.</returns>
    public Batch MoveToOuterDisposeScope()
    {
        Samples.MoveToOuterDisposeScope();
        Condition?.MoveToOuterDisposeScope();
        Input?.MoveToOuterDisposeScope();
        return this;
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Samples.Dispose();
        Condition?.Dispose();
        Input?.Dispose();
    }

    /// <summary>A batch of what is made of each tensor.</summary>
    internal Batch Select(Func<Tensor, Tensor> change) =>
        new(change(Samples), Condition is null ? null : change(Condition), Input is null ? null : change(Input));
}
