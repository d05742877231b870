using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser remembers about one parameter. Its tensors belong to it and to no dispose scope.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        _parameter = parameter;
    }

    /// <summary>Sets everything to what it is before the first step.</summary>
    public abstract void Initialize(OptimizerOptions options);

    /// <summary>Takes a copy of another state.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void SaveStateDict(BinaryWriter writer);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(Device device) { }

    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device device) =>
        result = reader.ReadBoolean() ? Own(result, Tensor.Load(reader), device) : null;

    private protected void Zero([NotNull] ref Tensor? tensor) => tensor = Own(tensor, zeros_like(_parameter), _parameter.device);

    private protected void Load(BinaryReader reader, [NotNull] ref Tensor? tensor) => tensor = Own(tensor, Fitting(Tensor.Load(reader)),
        _parameter.device);

    private protected void Copy([NotNullIfNotNull(nameof(source))] ref Tensor? tensor, Tensor? source)
    {
        if (!ReferenceEquals(tensor, source)) tensor = source is null ? null : Own(tensor, Fitting(source.clone()), _parameter.device);
    }

    private protected static void Move([NotNullIfNotNull(nameof(tensor))] ref Tensor? tensor, Device device)
    {
        if (tensor is not null) tensor = Own(tensor, tensor.alias(), device);
    }

    private protected static bool Near(Tensor? a, Tensor? b) => a is null || b is null ? a is null && b is null : a.allclose(b);

    private protected T Checked<T>(OptimizerState source) where T : OptimizerState =>
        source as T
        ?? throw new ArgumentException($"The stored state is of type {source?.GetType()}, but the optimiser's is of type {typeof(T)}.");

    private Tensor Fitting(Tensor stored)
    {
        if (stored.shape.AsSpan().SequenceEqual(_parameter.shape)) return stored;
        var found = Engine.Text.Dims(stored);
        stored.Dispose();
        throw new InvalidDataException($"The stored state has shape {found}, but the parameter has {Engine.Text.Dims(_parameter)}.");
    }

    // Takes `value` over, to where the parameter is and out of any scope.
    private static Tensor Own(Tensor? before, Tensor value, Device device)
    {
        before?.Dispose();
        return value.to(device, disposeAfter: true).DetachFromDisposeScope();
    }
}
