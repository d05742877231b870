using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// Remembers which modules of networks train, and puts that back when it is disposed: a module that its owner keeps in
/// evaluation mode, such as a trained feature extractor, stays there.
/// </summary>
/// <param name="networks">The networks, which may be set to another mode meanwhile.</param>
public sealed class NetworkModes(params nn.Module[] networks) : IDisposable
{
    private readonly List<(nn.Module Module, bool Training)> modes = Modes(networks);

    /// <summary>Puts the modes back.</summary>
    // From the outside in, because each call also sets what is below.
    public void Dispose() => modes.ForEach(m => m.Module.train(m.Training));

    private static List<(nn.Module, bool)> Modes(nn.Module[] networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return [.. networks.SelectMany(n => n.modules().Prepend(n)).Select(m => (m, m.training))];
    }
}
