using TorchSharp.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>One step of an LSTM for [N, in].</summary>
public sealed class LSTMCell : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
{
    private const long Gates = 4;
    private static readonly Op _lstm_cell = "aten::lstm_cell";
    private readonly long hiddenSize;

    internal LSTMCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype) : base(nameof(LSTMCell))
    {
        this.hiddenSize = hiddenSize;
        weight_ih = RecurrentWeights.Start([Gates * hiddenSize, inputSize], hiddenSize, device, dtype);
        weight_hh = RecurrentWeights.Start([Gates * hiddenSize, hiddenSize], hiddenSize, device, dtype);
        if (!bias) return;
        bias_ih = RecurrentWeights.Start([Gates * hiddenSize], hiddenSize, device, dtype);
        bias_hh = RecurrentWeights.Start([Gates * hiddenSize], hiddenSize, device, dtype);
    }

    public Parameter weight_ih { get => Own("weight_ih")!; set => Replace("weight_ih", value); }

    public Parameter weight_hh { get => Own("weight_hh")!; set => Replace("weight_hh", value); }

    public Parameter? bias_ih { get => Own("bias_ih"); set => Replace("bias_ih", value); }

    public Parameter? bias_hh { get => Own("bias_hh"); set => Replace("bias_hh", value); }

    /// <returns>The hidden and the cell state [N, hidden].</returns>
    public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
    {
        if (h0_c0 is { } given) return Step(input, given.Item1, given.Item2);
        using var zero = zeros([input.size(0), hiddenSize], input.dtype, input.device);
        return Step(input, zero, zero);
    }

    public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

    private (Tensor, Tensor) Step(Tensor input, Tensor hidden, Tensor cell) =>
        _lstm_cell.Call2(input, new[] { hidden, cell }, weight_ih, weight_hh, bias_ih, bias_hh);
}

/// <summary>One step of a GRU for [N, in].</summary>
public sealed class GRUCell : Module<Tensor, Tensor, Tensor>
{
    private const long Gates = 3;
    private static readonly Op _gru_cell = "aten::gru_cell";
    private readonly long hiddenSize;

    internal GRUCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype) : base(nameof(GRUCell))
    {
        this.hiddenSize = hiddenSize;
        weight_ih = RecurrentWeights.Start([Gates * hiddenSize, inputSize], hiddenSize, device, dtype);
        weight_hh = RecurrentWeights.Start([Gates * hiddenSize, hiddenSize], hiddenSize, device, dtype);
        if (!bias) return;
        bias_ih = RecurrentWeights.Start([Gates * hiddenSize], hiddenSize, device, dtype);
        bias_hh = RecurrentWeights.Start([Gates * hiddenSize], hiddenSize, device, dtype);
    }

    public Parameter weight_ih { get => Own("weight_ih")!; set => Replace("weight_ih", value); }

    public Parameter weight_hh { get => Own("weight_hh")!; set => Replace("weight_hh", value); }

    public Parameter? bias_ih { get => Own("bias_ih"); set => Replace("bias_ih", value); }

    public Parameter? bias_hh { get => Own("bias_hh"); set => Replace("bias_hh", value); }

    /// <returns>The hidden state [N, hidden].</returns>
    public override Tensor forward(Tensor input, Tensor? h0 = null)
    {
        if (h0 is not null) return _gru_cell.Call(input, h0, weight_ih, weight_hh, bias_ih, bias_hh);
        using var zero = zeros([input.size(0), hiddenSize], input.dtype, input.device);
        return _gru_cell.Call(input, zero, weight_ih, weight_hh, bias_ih, bias_hh);
    }
}
