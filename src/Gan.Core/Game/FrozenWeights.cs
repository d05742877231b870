using TorchSharp.Modules;

namespace Gan;

/// <summary>Until it is disposed, no gradients of these weights are computed. Weights that were frozen before stay
/// so.</summary>
internal sealed class FrozenWeights : IDisposable
{
    private readonly List<Parameter> frozen = [];

    internal FrozenWeights(IEnumerable<Parameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.requires_grad)
            {
                parameter.requires_grad = false;
                frozen.Add(parameter);
            }
        }
    }

    public void Dispose()
    {
        foreach (var parameter in frozen)
        {
            parameter.requires_grad = true;
        }
    }
}
