using TorchSharp;
using static TorchSharp.torch;

namespace Gan;

public sealed partial class TrainedGan
{
    /// <summary>A generator with weights from elsewhere, such as a .pth file of PyTorch: <see cref="PthFile.Load"/>,
    /// and <see cref="WeightNames.Renamed"/> where its names are others.</summary>
    /// <param name="weights">All tensors of the generator by the names of its state dict. They are copied;
    /// floating-point numbers of another type become float32.</param>
    /// <param name="plan">What the generator is made from.</param>
    /// <param name="dataSet">Name of the data that it was trained with.</param>
    /// <param name="step">Training steps behind it. At least 0.</param>
    /// <param name="device">Where to sample. Default: the CPU.</param>
    /// <exception cref="ArgumentException">The weights do not fit the network: lists all names that are missing or not
    /// known, and all shapes that are others.</exception>
    public static TrainedGan FromWeights(
        IReadOnlyDictionary<string, Tensor> weights,
        NetworkPlan plan,
        string dataSet,
        long step = 0,
        Device? device = null
    )
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        foreach (var tensor in weights.Values)
        {
            ArgumentNullException.ThrowIfNull(tensor, nameof(weights));
            ObjectDisposedException.ThrowIf(tensor.IsInvalid, tensor);
        }
        return FromWeights(weights, new Blueprint(plan, dataSet, step), device);
    }

    /// <summary>The same generator with weights from elsewhere, of the same names and shapes. The new GAN is the
    /// caller's to dispose.</summary>
    /// <param name="weights">All tensors of the generator by the names of its state dict, as for
    /// FromWeights.</param>
    /// <exception cref="ArgumentException">The weights do not fit the network; lists all that does not.</exception>
    /// <exception cref="ObjectDisposedException">The GAN was disposed.</exception>
    public TrainedGan WithWeights(IReadOnlyDictionary<string, Tensor> weights)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return FromWeights(weights, Plan, DataSet, Step, device);
    }

    private static TrainedGan FromWeights(
        IReadOnlyDictionary<string, Tensor> weights,
        Blueprint blueprint,
        Device? device
    )
    {
        TorchBackend.EnsureAvailable(device);
        using var scope = NewDisposeScope();
        var network = TorchErrors.Guard((blueprint.Plan with { MixedPrecision = false }).MakeGenerator);
        try
        {
            var converted = weights.ToDictionary(one => one.Key, one => AsFloat32(one.Value.detach().cpu()));
            return StateFit.TryFill(network, converted) is { } misfit
                ? throw new ArgumentException($"The weights cannot be used: {misfit}.", nameof(weights))
                : Of(network, blueprint, device);
        }
        finally
        {
            network.Dispose();
        }
    }

    private static Tensor AsFloat32(Tensor tensor) =>
        tensor.is_floating_point() ? tensor.to(ScalarType.Float32) : tensor;
}
