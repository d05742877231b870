using TorchSharp.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>The weights of recurrent layers under PyTorch's names, in the order in which libtorch's operators read them.</summary>
internal sealed class RecurrentWeights(Module owner, long inputSize, long hiddenSize, long numLayers, bool bias, bool bidirectional, long gates)
{
    internal long Directions => bidirectional ? 2 : 1;

    internal IEnumerable<(string Name, long[] Shape)> Plan()
    {
        for (var layer = 0; layer < numLayers; layer++)
        {
            for (var direction = 0; direction < Directions; direction++)
            {
                var suffix = $"l{layer}" + (direction == 1 ? "_reverse" : "");
                yield return ($"weight_ih_{suffix}", [gates * hiddenSize, layer == 0 ? inputSize : hiddenSize * Directions]);
                yield return ($"weight_hh_{suffix}", [gates * hiddenSize, hiddenSize]);
                if (!bias) continue;
                yield return ($"bias_ih_{suffix}", [gates * hiddenSize]);
                yield return ($"bias_hh_{suffix}", [gates * hiddenSize]);
            }
        }
    }

    /// <summary>Makes and registers them, uniform in ±1/√hidden.</summary>
    internal void Register(Device? device, ScalarType? dtype)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(numLayers, 1);
        foreach (var (name, shape) in Plan()) owner.register_parameter(name, Start(shape, hiddenSize, device, dtype));
    }

    internal Tensor[] All() => [.. owner.parameters(recurse: false)];

    internal Tensor Zeros(Tensor input, bool batchFirst) =>
        zeros([numLayers * Directions, input.size(batchFirst ? 0 : 1), hiddenSize], input.dtype, input.device);

    internal static Parameter Start(long[] shape, long hiddenSize, Device? device, ScalarType? dtype)
    {
        var parameter = new Parameter(empty(shape, dtype, device));
        var bound = 1 / Math.Sqrt(hiddenSize);
        init.uniform_(parameter, -bound, bound);
        return parameter;
    }

    /// <summary>Refuses what libtorch 2.x would not: its oneDNN path takes the sizes on trust and reads past the end.</summary>
    internal void Check(string name, Tensor input, bool batchFirst, params ReadOnlySpan<Tensor> states)
    {
        if (input.dim() != 3) throw new ArgumentException($"{name} needs a sequence of 3 dimensions, but the input is {Text.Dims(input)}.");
        if (input.size(2) != inputSize) throw new ArgumentException($"{name} reads {inputSize} values a step, but the input is {Text.Dims(input)}.");
        long[] expected = [numLayers * Directions, input.size(batchFirst ? 0 : 1), hiddenSize];
        foreach (var state in states)
        {
            if (state.shape.SequenceEqual(expected)) continue;
            throw new ArgumentException($"{name} needs a state of [{string.Join(", ", expected)}], but it is {Text.Dims(state)}.");
        }
    }
}

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997) over [L, N, in], or [N, L, in] where batchFirst.</summary>
public sealed class LSTM : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
{
    private static readonly Op _lstm = "aten::lstm.input";
    private readonly RecurrentWeights weights;
    private readonly long numLayers;
    private readonly bool hasBias, batchFirst, bidirectional;
    private readonly double dropout;

    internal LSTM(long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device,
        ScalarType? dtype)
        : base(nameof(LSTM))
    {
        (this.numLayers, hasBias, this.batchFirst, this.dropout, this.bidirectional) = (numLayers, bias, batchFirst, dropout, bidirectional);
        weights = new(this, inputSize, hiddenSize, numLayers, bias, bidirectional, gates: 4);
        weights.Register(device, dtype);
    }

    /// <returns>The output of every step, and the last hidden and cell state [layers × directions, N, hidden].</returns>
    public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
    {
        if (h0_c0 is { } given)
        {
            weights.Check(nameof(LSTM), input, batchFirst, given.Item1, given.Item2);
            return Run(input, given.Item1, given.Item2);
        }
        weights.Check(nameof(LSTM), input, batchFirst);
        using var zero = weights.Zeros(input, batchFirst);
        return Run(input, zero, zero);
    }

    public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

    /// <summary>Does nothing: the weights are laid out by the operator.</summary>
    public void flatten_parameters() { }

    private (Tensor, Tensor, Tensor) Run(Tensor input, Tensor hidden, Tensor cell) =>
        _lstm.Call3(input, new[] { hidden, cell }, weights.All(), hasBias, numLayers, dropout, training, bidirectional, batchFirst);
}

/// <summary>Gated recurrent units (Cho et al. 2014) over [L, N, in], or [N, L, in] where batchFirst.</summary>
public sealed class GRU : Module<Tensor, Tensor, (Tensor, Tensor)>
{
    private static readonly Op _gru = "aten::gru.input";
    private readonly RecurrentWeights weights;
    private readonly long numLayers;
    private readonly bool hasBias, batchFirst, bidirectional;
    private readonly double dropout;

    internal GRU(long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device,
        ScalarType? dtype)
        : base(nameof(GRU))
    {
        (this.numLayers, hasBias, this.batchFirst, this.dropout, this.bidirectional) = (numLayers, bias, batchFirst, dropout, bidirectional);
        weights = new(this, inputSize, hiddenSize, numLayers, bias, bidirectional, gates: 3);
        weights.Register(device, dtype);
    }

    /// <returns>The output of every step, and the last hidden state [layers × directions, N, hidden].</returns>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null)
    {
        weights.Check(nameof(GRU), input, batchFirst, h0 is null ? [] : [h0]);
        if (h0 is not null) return Run(input, h0);
        using var zero = weights.Zeros(input, batchFirst);
        return Run(input, zero);
    }

    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0!);

    /// <summary>Does nothing: the weights are laid out by the operator.</summary>
    public void flatten_parameters() { }

    private (Tensor, Tensor) Run(Tensor input, Tensor hidden) =>
        _gru.Call2(input, hidden, weights.All(), hasBias, numLayers, dropout, training, bidirectional, batchFirst);
}
