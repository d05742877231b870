using System.Reflection;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan;

/// <summary>
/// An optimiser's state as named tensors: <c>weight.exp_avg</c>, <c>weight.step</c> and so on. TorchSharp's optimisers
/// have it in fields of tensors and numbers, which their own files hold as bytes that no other program reads.
/// </summary>
internal static class OptimizerStates
{
    /// <summary>Live tensors, and new ones for numbers, in the current scope.</summary>
    internal static Dictionary<string, Tensor> Capture(
        OptimizerHelper optimizer,
        IReadOnlyDictionary<nint, string> names
    )
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, _, state) in States(optimizer, names))
        {
            foreach (var field in Fields(state))
            {
                if (field.GetValue(state) is { } value)
                {
                    tensors[$"{name}.{field.Name}"] = value as Tensor ?? Number(value);
                }
            }
        }
        return tensors;
    }

    /// <exception cref="InvalidDataException">The tensors are not of this optimiser with these parameters.</exception>
    internal static void Restore(
        OptimizerHelper optimizer,
        IReadOnlyDictionary<nint, string> names,
        IReadOnlyDictionary<string, Tensor> tensors
    )
    {
        using var _ = no_grad();
        var left = tensors.Keys.ToHashSet();
        foreach (var (name, parameter, state) in States(optimizer, names))
        {
            foreach (var field in Fields(state))
            {
                Restore(state, field, parameter, $"{name}.{field.Name}", tensors, left);
            }
        }
        if (left.Count > 0)
        {
            var first = left.Order(StringComparer.Ordinal).First();
            throw new InvalidDataException($"it holds '{first}', which {optimizer.GetType().Name} does not have");
        }
    }

    private static void Restore(
        OptimizerState state,
        FieldInfo field,
        Parameter parameter,
        string key,
        IReadOnlyDictionary<string, Tensor> tensors,
        HashSet<string> left
    )
    {
        var own = field.GetValue(state);
        if (own is null && !tensors.ContainsKey(key))
        {
            return; // such as the momentum of an optimiser without
        }
        var stored = Take(tensors, left, key);
        if (own is Tensor tensor)
        {
            StateParts.CheckFit(key, tensor, stored);
            tensor.copy_(stored);
        }
        else if (field.FieldType == typeof(Tensor))
        {
            StateParts.CheckFit(key, parameter, stored); // or a momentum of another shape would be broadcast
            field.SetValue(state, stored.clone().to(parameter.device).DetachFromDisposeScope());
        }
        else
        {
            if (stored.numel() != 1)
            {
                throw new InvalidDataException(
                    $"'{key}' must be a number, but has the shape {ShapeText.Of(stored.shape)}"
                );
            }
            field.SetValue(state, field.FieldType == typeof(long) ? (object)stored.ToInt64() : stored.ToDouble());
        }
    }

    private static Tensor Take(IReadOnlyDictionary<string, Tensor> tensors, HashSet<string> left, string key) =>
        left.Remove(key) ? tensors[key] : throw new InvalidDataException($"it lacks '{key}'");

    private static IEnumerable<(string Name, Parameter Parameter, OptimizerState State)> States(
        OptimizerHelper optimizer,
        IReadOnlyDictionary<nint, string> names
    )
    {
        var own = optimizer.state_dict();
        return optimizer
            .parameters()
            .Zip(own.StateIndexRef.SelectMany(i => i), (p, i) => (names[p.Handle], p, own.State[i]));
    }

    private static FieldInfo[] Fields(OptimizerState state)
    {
        var fields = state
            .GetType()
            .GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
            );
        var strange = Array.Find(
            fields,
            f => f.FieldType != typeof(Tensor) && f.FieldType != typeof(long) && f.FieldType != typeof(double)
        );
        return strange is null
            ? fields
            : throw new NotSupportedException(
                $"{state.GetType()} remembers '{strange.Name}' of type {strange.FieldType}, which cannot be stored."
            );
    }

    private static Tensor Number(object value) =>
        value is long whole ? tensor(whole, ScalarType.Int64) : tensor((double)value, ScalarType.Float64);
}
