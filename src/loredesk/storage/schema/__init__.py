"""The tables of a home's database, one module for each family.

Times are seconds since 1970 in UTC (float). Lists and maps are JSON.
"""
