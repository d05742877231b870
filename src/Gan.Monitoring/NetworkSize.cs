using static TorchSharp.torch;

namespace Gan.Monitoring;

internal static class NetworkSize
{
    /// <summary>Number of trained values.</summary>
    public static long Parameters(nn.Module network) => network.parameters().Sum(parameter => parameter.numel());
}
