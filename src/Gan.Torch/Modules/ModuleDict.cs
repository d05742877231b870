using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules by name, in the order in which they came.</summary>
public class ModuleDict<T> : Module, IDictionary<string, T>, IList<(string, T)> where T : Module
{
    private readonly OrderedDictionary<string, T> modulesByName = [];

    public ModuleDict() : base("ModuleDict") { }

    public int Count => modulesByName.Count;

    public bool IsReadOnly => false;

    public ICollection<string> Keys => modulesByName.Keys;

    public ICollection<T> Values => modulesByName.Values;

    public T this[string key]
    {
        get => modulesByName[key];
        set
        {
            modulesByName[key] = value;
            RegisterComponents();
        }
    }

    public (string, T) this[int index]
    {
        get => (modulesByName.GetAt(index).Key, modulesByName.GetAt(index).Value);
        set
        {
            modulesByName.RemoveAt(index);
            Insert(index, value);
        }
    }

    public void Add(string key, T value) => Insert(modulesByName.Count, (key, value));

    public void Add((string, T) item) => Add(item.Item1, item.Item2);

    public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    public void Insert(int index, (string, T) item)
    {
        modulesByName.Insert(index, item.Item1, item.Item2);
        RegisterComponents();
    }

    public bool Remove(string key)
    {
        var removed = modulesByName.Remove(key);
        RegisterComponents();
        return removed;
    }

    public bool Remove((string, T) item) => Contains(item) && Remove(item.Item1);

    public bool Remove(KeyValuePair<string, T> item) => Remove((item.Key, item.Value));

    public void RemoveAt(int index)
    {
        modulesByName.RemoveAt(index);
        RegisterComponents();
    }

    public void clear()
    {
        modulesByName.Clear();
        RegisterComponents();
    }

    public void Clear() => clear();

    public bool ContainsKey(string key) => modulesByName.ContainsKey(key);

    public bool Contains((string, T) item) => modulesByName.TryGetValue(item.Item1, out var found) && ReferenceEquals(found, item.Item2);

    public bool Contains(KeyValuePair<string, T> item) => Contains((item.Key, item.Value));

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => modulesByName.TryGetValue(key, out value);

    public int IndexOf((string, T) item) => Contains(item) ? modulesByName.IndexOf(item.Item1) : -1;

    public void CopyTo((string, T)[] array, int arrayIndex)
    {
        foreach (var item in this) array[arrayIndex++] = item;
    }

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => ((ICollection<KeyValuePair<string, T>>)modulesByName).CopyTo(array, arrayIndex);

    public IEnumerable<string> keys() => modulesByName.Keys;

    public IEnumerable<T> values() => modulesByName.Values;

    public IEnumerator<(string, T)> items() => GetEnumerator();

    public IEnumerator<(string, T)> GetEnumerator()
    {
        foreach (var (key, module) in modulesByName) yield return (key, module);
    }

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() => modulesByName.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void RegisterComponents()
    {
        ClearModules();
        foreach (var (key, module) in modulesByName) register_module(key, module);
        base.RegisterComponents();
    }
}
