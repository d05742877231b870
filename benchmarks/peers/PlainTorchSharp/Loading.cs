using System.Runtime.CompilerServices;

/// <summary>Lets TorchSharp load on Linux systems whose libstdc++ is older than its own; does nothing on
/// others.</summary>
internal static class Loading
{
    [ModuleInitializer]
    internal static void Prepare()
    {
        if (OperatingSystem.IsLinux())
        {
            Gan.OlderLinux.Prepare();
        }
    }
}
