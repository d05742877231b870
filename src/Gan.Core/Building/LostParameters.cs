using System.Reflection;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>Parameters that were disposed before a training could take hold of them.</summary>
internal static class LostParameters
{
    /// <summary>Weights that a constructor made inside of a dispose scope of its own, each in a sentence.</summary>
    internal static IEnumerable<string> Of(nn.Module network, string role) =>
        from module in network.modules().Prepend(network)
        where module.GetType().Assembly != typeof(nn.Module).Assembly
        from field in module.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(Parameter) && field.GetValue(module) is Parameter { IsInvalid: true }
        select $"The {role}'s parameter '{field.Name}' of {module.GetName()} was disposed with the dispose "
            + "scope that it was made in. Make it outside of scopes, or call DetachFromDisposeScope() on it.";
}
