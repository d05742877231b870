namespace Gan;

/// <summary>Names of the bases of networks.</summary>
internal static class NetworkName
{
    /// <summary>The name, once there is a libtorch: a module asks it for a handle when it is made.</summary>
    /// <exception cref="TorchBackendException">There is no libtorch.</exception>
    internal static string WithBackend(string name)
    {
        TorchBackend.EnsureAvailable();
        return name;
    }
}
