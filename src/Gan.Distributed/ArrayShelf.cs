namespace Gan.Distributed;

/// <summary>Arrays that are used again: MPI.NET sends whole arrays, and those of gradients are large.</summary>
internal sealed class ArrayShelf<T>
{
    private readonly Dictionary<int, Stack<T[]>> free = [];

    /// <summary>An array of just that length, with anything in it.</summary>
    internal T[] Take(int length) =>
        free.TryGetValue(length, out var arrays) && arrays.TryPop(out var array) ? array : new T[length];

    /// <summary>Takes arrays back.</summary>
    internal void Return(params ReadOnlySpan<T[]?> arrays)
    {
        foreach (var array in arrays)
        {
            if (array is null)
            {
                continue;
            }
            if (!free.TryGetValue(array.Length, out var alike))
            {
                free[array.Length] = alike = new Stack<T[]>();
            }
            alike.Push(array);
        }
    }
}
