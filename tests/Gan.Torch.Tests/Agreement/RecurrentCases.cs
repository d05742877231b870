using TorchSharp.Modules;
using static TorchSharp.torch;
using static Gan.Torch.Tests.Agreement.Case;

namespace Gan.Torch.Tests.Agreement;

internal static class RecurrentCases
{
    public static Case[] All() =>
    [
        OfModule("LSTM", () => nn.LSTM(3, 4), Call),
        OfModule("LSTM two layers both ways", () => nn.LSTM(3, 2, numLayers: 2, bidirectional: true), Call),
        OfModule("LSTM batch first with state", () => nn.LSTM(3, 4, batchFirst: true), Call),
        OfModule("GRU", () => nn.GRU(3, 4), Call),
        OfModule("GRU batch first with state", () => nn.GRU(3, 4, batchFirst: true), Call),
        OfModule("GRUCell", () => nn.GRUCell(3, 4), (m, t) => [m.call(t[0], t[1])]),
        OfModule("LSTMCell", () => nn.LSTMCell(3, 4), (m, t) =>
        {
            var (hidden, cell) = m.call(t[0], (t[1], t[2]));
            return [hidden, cell];
        }),
        OfModule("MultiheadAttention", () => nn.MultiheadAttention(4, 2), (m, t) =>
        {
            var (output, weights) = m.call(t[0], t[1], t[2]);
            return [output, weights];
        }),
    ];

    private static Tensor[] Call(LSTM net, Tensor[] t)
    {
        var (output, hidden, cell) = t.Length == 3 ? net.call(t[0], (t[1], t[2])) : net.call(t[0]);
        return [output, hidden, cell];
    }

    private static Tensor[] Call(GRU net, Tensor[] t)
    {
        var (output, hidden) = t.Length == 2 ? net.call(t[0], t[1]) : net.call(t[0]);
        return [output, hidden];
    }
}
