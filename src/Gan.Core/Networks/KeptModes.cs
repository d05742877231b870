using static TorchSharp.torch;

namespace Gan;

/// <summary>Puts back which modules train: one that its owner keeps in evaluation mode, such as a trained feature
/// extractor, stays there.</summary>
internal sealed class KeptModes(params nn.Module[] networks) : IDisposable
{
    private readonly List<(nn.Module Module, bool Training)> kept =
    [
        .. networks.SelectMany(n => n.modules().Prepend(n)).Select(m => (m, m.training)),
    ];

    // From the outside in, because each call also sets what is below.
    public void Dispose() => kept.ForEach(m => m.Module.train(m.Training));
}
